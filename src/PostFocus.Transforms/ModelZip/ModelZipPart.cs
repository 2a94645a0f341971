using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.ML;
using PostFocus.Imaging;

namespace PostFocus.Transforms.ModelZip;

/// <summary>
/// One of our transformers inside a stock ML.NET model zip: a signed, versioned stream of fields behind their hash, since a
/// flipped bit would load silently. This folder is the only place that touches the internals of Microsoft.ML by which a type
/// is found again when a zip is loaded.
/// </summary>
/// <param name="Signature">Eight characters that open the stream.</param>
/// <param name="LoaderSignature">The name under which the type is registered, at most 24 characters.</param>
/// <param name="OldestVersion">Oldest version that can be read.</param>
/// <param name="Version">Version written; programs that write an older one cannot read it.</param>
internal sealed record ModelZipPart(string Signature, string LoaderSignature, uint OldestVersion, uint Version = ModelZipPart.WithHash)
{
    /// <summary>From here on a SHA-256 of everything stands before the fields. No single bit makes an older version of it.</summary>
    public const uint WithHash = 0x00020001;

    private VersionInfo VersionInfo =>
        new(
            modelSignature: Signature,
            verWrittenCur: Version,
            verReadableCur: Version,
            verWeCanReadBack: OldestVersion,
            loaderSignature: LoaderSignature,
            loaderAssemblyName: typeof(ModelZipPart).Assembly.FullName
        );

    public void Write(ModelSaveContext context, Action<ModelZipFields> fields)
    {
        context.CheckAtModel();
        context.SetVersionInfo(VersionInfo);
        using var written = new MemoryStream();
        using (var writer = new BinaryWriter(written, Encoding.UTF8, leaveOpen: true))
            fields(new(writer));
        ReadOnlySpan<byte> bytes = written.GetBuffer().AsSpan(0, (int)written.Length);
        context.Writer.Write(Hash(Version, bytes));
        context.Writer.Write(bytes);
    }

    /// <param name="context">Where the part is read from.</param>
    /// <param name="fields">Reads them.</param>
    /// <exception cref="PostFocusException">The part, or the zip around it, is damaged.</exception>
    public T Read<T>(ModelLoadContext context, Func<ModelZipFields, T> fields)
    {
        context.CheckAtModel(VersionInfo);
        if (context.InRepository)
            ModelZipEntries.Check(context.Repository);
        var version = context.Header.ModelVerWritten;
        if (version < WithHash)
            return fields(new(context.Reader, version));
        using var reader = new BinaryReader(new MemoryStream(Checked(context.Reader, version, context.Header.CbModel), writable: false));
        return fields(new(reader, version));
    }

    private byte[] Checked(BinaryReader reader, uint version, long length)
    {
        var hash = reader.ReadBytes(SHA256.HashSizeInBytes);
        var bytes = ModelZipFields.Counted(reader, length - hash.Length) ?? [];
        return Hash(version, bytes).AsSpan().SequenceEqual(hash)
            ? bytes
            : throw new PostFocusException(
                $"The part '{LoaderSignature}' of the model zip is damaged: its fields do not match their SHA-256. Fetch or train the model again."
            );
    }

    private byte[] Hash(uint version, ReadOnlySpan<byte> fields)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(number, version);
        hash.AppendData(Encoding.ASCII.GetBytes(Signature));
        hash.AppendData(number);
        hash.AppendData(fields);
        return hash.GetHashAndReset();
    }
}
