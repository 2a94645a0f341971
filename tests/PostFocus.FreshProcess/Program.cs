// Loads a model zip in a process that knows nothing of PostFocus but that its assemblies lie beside the program, maps
// the rows of a binary ML.NET file, and prints the SHA-256 of every value of the named vector columns, a row a line; and to the
// other stream the bytes that it held at most.
// Usage: PostFocus.FreshProcess MODEL.zip ROWS.idv COLUMN...
using System.Globalization;
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
                var dense = new float[value.Length];
                value.CopyTo(dense);
                return Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(dense.AsSpan())));
            })
        )
    );
}
var most = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)); // in kB
Console.Error.WriteLine(1024 * long.Parse(most.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture));
