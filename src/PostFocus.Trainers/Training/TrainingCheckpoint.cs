using System.Security.Cryptography;
using System.Text;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Training;

/// <summary>
/// All that a training needs to go on: steps and time so far, weights, their average, the optimizer's state. Random
/// numbers are functions of the step. A hash at the end guards against damage, which libtorch would load silently.
/// </summary>
internal sealed class TrainingCheckpoint(string identity, nn.Module network, nn.Module average, OptimizerHelper optimizer)
{
    private const string Format = "PostFocus checkpoint 1";

    public void Save(string path, long step, TimeSpan elapsed)
    {
        using var content = new MemoryStream();
        using (var writer = new BinaryWriter(content, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Format);
            writer.Write(identity);
            writer.Write(step);
            writer.Write(elapsed.Ticks);
            network.save(writer);
            average.save(writer);
            optimizer.save_state_dict(writer);
        }
        var bytes = content.GetBuffer().AsSpan(0, (int)content.Length);
        var temporary = path + ".tmp";
        using (var file = File.Create(temporary))
        {
            file.Write(bytes);
            file.Write(SHA256.HashData(bytes));
        }
        File.Move(temporary, path, overwrite: true);
    }

    /// <exception cref="InvalidDataException">The file is damaged, or of another training.</exception>
    public (long Step, TimeSpan Elapsed) Load(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var length = bytes.Length - SHA256.HashSizeInBytes;
        if (length < 0 || !SHA256.HashData(bytes.AsSpan(0, length)).AsSpan().SequenceEqual(bytes.AsSpan(length)))
            throw new InvalidDataException($"{path}: damaged, or not a checkpoint.");
        using var reader = new BinaryReader(new MemoryStream(bytes, 0, length));
        if (reader.ReadString() != Format)
            throw new InvalidDataException($"{path}: a checkpoint of another version.");
        if (reader.ReadString() is var saved && saved != identity)
            throw new InvalidDataException($"{path}: a checkpoint of another training, {saved}; this one is {identity}.");
        var (step, elapsed) = (reader.ReadInt64(), new TimeSpan(reader.ReadInt64()));
        network.load(reader);
        average.load(reader);
        optimizer.load_state_dict(reader);
        return (step, elapsed);
    }
}
