// Copies assemblies with their internal types, methods and fields made public, to be used as COMPILE references
// only: Microsoft.ML's model-zip API is internal (see src/PostFocus.Transforms/ModelZip).
// Usage: Publicizer OUTPUT_FOLDER ASSEMBLY...
// Only "internal" becomes "public", by flipping the visibility bits of the metadata rows in place (ECMA-335 II.22).
// Private and protected members stay as they are, so overrides keep their accessibility.
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

var outputFolder = args[0];
Directory.CreateDirectory(outputFolder);
foreach (var source in args.Skip(1))
{
    var image = File.ReadAllBytes(source);
    using var pe = new PEReader(new MemoryStream(image, writable: false));
    var metadata = pe.GetMetadataReader();
    var start = pe.PEHeaders.MetadataStartOffset;

    // Flags is the first field of a TypeDef (4 bytes) and of a Field row (2 bytes);
    // of a MethodDef row it follows RVA (4 bytes) and ImplFlags (2 bytes).
    Rewrite(
        TableIndex.TypeDef,
        flagsAt: 0,
        flags =>
            (TypeAttributes)(flags & 7) switch
            {
                TypeAttributes.NotPublic => TypeAttributes.Public,
                TypeAttributes.NestedAssembly => TypeAttributes.NestedPublic,
                var visibility => visibility,
            }
                is var made
                ? (flags & ~7) | (int)made
                : flags
    );
    Rewrite(
        TableIndex.Field,
        flagsAt: 0,
        flags => (FieldAttributes)(flags & 7) == FieldAttributes.Assembly ? (flags & ~7) | (int)FieldAttributes.Public : flags
    );
    Rewrite(
        TableIndex.MethodDef,
        flagsAt: 6,
        flags => (MethodAttributes)(flags & 7) == MethodAttributes.Assembly ? (flags & ~7) | (int)MethodAttributes.Public : flags
    );

    File.WriteAllBytes(Path.Combine(outputFolder, Path.GetFileName(source)), image);

    void Rewrite(TableIndex table, int flagsAt, Func<int, int> change)
    {
        var at = start + metadata.GetTableMetadataOffset(table) + flagsAt;
        for (var row = 0; row < metadata.GetTableRowCount(table); row++, at += metadata.GetTableRowSize(table))
        {
            // All visibility bits lie in the low 16 bits of the flags.
            var flags = BitConverter.ToUInt16(image, at);
            BitConverter.TryWriteBytes(image.AsSpan(at, 2), (ushort)change(flags));
        }
    }
}
