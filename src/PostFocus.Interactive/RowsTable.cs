using Microsoft.ML;

namespace PostFocus.Interactive;

/// <summary>The first rows of data: on the left what is no image, on the right the images, and what restoration changed.</summary>
internal static class RowsTable
{
    private const int MostRows = 8;

    public static string Of(IDataView data)
    {
        // One more tells whether there are more.
        var rows = data.Preview(MostRows + 1).RowView;
        var columns = data.Schema.Where(column => !column.IsHidden).ToArray();
        var pictures = new RowPictures([.. columns.Where(RowPictures.IsPicture)]);
        var table = new HtmlTable(["", .. pictures.Headings]);
        foreach (var row in rows.Take(MostRows))
        {
            var lines = columns
                .Where(column => !RowPictures.IsPicture(column))
                .Select(column => $"{HtmlTable.Encode(column.Name)} <b>{HtmlTable.Encode(CellText.Of(Value(column)))}</b>");
            table.Add([$"<div style=\"columns: 2; font-size: small\">{string.Join("<br>", lines)}</div>", .. pictures.Draw(Value)]);

            object Value(DataViewSchema.Column column) => row.Values[column.Index].Value;
        }
        return rows.Length > MostRows ? $"{table}\n<p>… and further rows</p>" : table.ToString();
    }
}
