// Loads a model zip in a process that knows nothing of PostFocus but that its assemblies lie beside the program, maps
// the rows of a binary ML.NET file, and prints the SHA-256 of every value of the named vector columns, a row a line.
// Usage: PostFocus.FreshProcess MODEL.zip ROWS.idv COLUMN...
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.ML;
using Microsoft.ML.Data;

var context = new MLContext();
var model = context.Model.Load(args[0], out _);
var rows = model.Transform(context.Data.LoadFromBinary(args[1]));
DataViewSchema.Column[] columns = [.. args.Skip(2).Select(name => rows.Schema[name])];
using var cursor = rows.GetRowCursor(columns);
ValueGetter<VBuffer<float>>[] getters = [.. columns.Select(c => cursor.GetGetter<VBuffer<float>>(c))];
VBuffer<float> value = default;
while (cursor.MoveNext())
{
    Console.WriteLine(
        string.Join(
            ' ',
            getters.Select(getter =>
            {
                getter(ref value);
                return Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(value.DenseValues().ToArray().AsSpan())));
            })
        )
    );
}
