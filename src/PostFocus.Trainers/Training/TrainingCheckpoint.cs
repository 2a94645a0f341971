using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using PostFocus.Imaging;
using PostFocus.Imaging.Storage;
using PostFocus.Trainers.Torch;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Training;

/// <summary>
/// All that a training needs to go on: its state (steps and time so far), weights, their average, the optimizer's state.
/// Random numbers are functions of the step. A hash at the end guards against damage, which libtorch would load silently.
/// </summary>
/// <typeparam name="TState">What a training keeps beside weights, as JSON.</typeparam>
internal sealed class TrainingCheckpoint<TState>(string identity, nn.Module network, nn.Module average, Adam optimizer)
{
    private const string Format = "PostFocus checkpoint 3";

    // A validation's loss may not be a number.
    private static readonly JsonSerializerOptions s_json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <param name="path">File to write, which appears whole or not at all.</param>
    /// <param name="state">How far the training is.</param>
    /// <param name="best">The best network so far; empty where a training keeps none.</param>
    public void Save(string path, TState state, byte[] best)
    {
        using var content = new MemoryStream();
        using (var writer = new BinaryWriter(content, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Format);
            writer.Write(identity);
            writer.Write(JsonSerializer.Serialize(state, s_json));
            writer.Write(best.Length);
            writer.Write(best);
            network.save(writer);
            average.save(writer);
            optimizer.Save(writer);
        }
        var bytes = content.GetBuffer().AsMemory(0, (int)content.Length);
        FileSafety.WriteWhole(
            path,
            temporary =>
            {
                using var file = File.Create(temporary);
                file.Write(bytes.Span);
                file.Write(SHA256.HashData(bytes.Span));
            }
        );
    }

    /// <exception cref="PostFocusException">The file is damaged, or of another training.</exception>
    public (TState State, byte[] Best) Load(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var length = bytes.Length - SHA256.HashSizeInBytes;
        if (length < 0 || !SHA256.HashData(bytes.AsSpan(0, length)).AsSpan().SequenceEqual(bytes.AsSpan(length)))
            throw new PostFocusException($"{path}: damaged, or not a checkpoint.");
        using var reader = new BinaryReader(new MemoryStream(bytes, 0, length));
        if (reader.ReadString() != Format)
            throw new PostFocusException($"{path}: a checkpoint of another version.");
        if (reader.ReadString() is var saved && saved != identity)
            throw new PostFocusException($"{path}: a checkpoint of another training, {saved}; this one is {identity}.");
        var state = JsonSerializer.Deserialize<TState>(reader.ReadString(), s_json)!;
        var best = reader.ReadBytes(reader.ReadInt32());
        network.load(reader);
        average.load(reader);
        optimizer.Load(reader);
        return (state, best);
    }
}
