namespace PostFocus.Imaging.Tracks;

/// <summary>
/// Pairs rows with columns so that the sum of the costs is least, where a row without a column costs as much as given: by shortest
/// augmenting paths (Jonker and Volgenant, Computing 1987).
/// </summary>
internal static class LinearAssignment
{
    /// <summary>Solves each set of rows and columns that hang together by itself: the time grows with the largest of them.</summary>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="columns">How many columns there are.</param>
    /// <param name="costs">What pairs are possible, and what each costs; one pair once.</param>
    /// <param name="alone">What a row without a column costs.</param>
    /// <returns>The pairs, by their rows.</returns>
    public static IReadOnlyList<(int Row, int Column)> Solve(
        int rows,
        int columns,
        IReadOnlyList<(int Row, int Column, double Cost)> costs,
        double alone
    )
    {
        // Columns stand behind the rows; a set is called by its smallest member.
        int[] set = [.. Enumerable.Range(0, rows + columns)];
        foreach (var (row, column, _) in costs)
        {
            var (a, b) = (Root(row), Root(rows + column));
            set[Math.Max(a, b)] = Math.Min(a, b);
        }
        return [.. costs.GroupBy(pair => Root(pair.Row)).SelectMany(part => SolvePart([.. part], alone)).OrderBy(pair => pair.Row)];

        int Root(int member)
        {
            while (set[member] != member)
                member = set[member] = set[set[member]];
            return member;
        }
    }

    private static IEnumerable<(int Row, int Column)> SolvePart((int Row, int Column, double Cost)[] costs, double alone)
    {
        int[] rows = [.. costs.Select(c => c.Row).Distinct().Order()],
            columns = [.. costs.Select(c => c.Column).Distinct().Order()];
        // Each row has a further column of its own, which stands for none.
        var matrix = new double[rows.Length, columns.Length + rows.Length];
        for (var i = 0; i < rows.Length; i++)
        for (var j = 0; j < matrix.GetLength(1); j++)
            matrix[i, j] = j == columns.Length + i ? alone : double.PositiveInfinity;
        foreach (var (row, column, cost) in costs)
            matrix[Array.BinarySearch(rows, row), Array.BinarySearch(columns, column)] = cost;
        return Columns(matrix)
            .Select((column, row) => (Row: row, Column: column))
            .Where(pair => pair.Column < columns.Length)
            .Select(pair => (rows[pair.Row], columns[pair.Column]));
    }

    /// <summary>The column of each row; there are at least as many columns as rows, and a way to give each row one.</summary>
    private static int[] Columns(double[,] costs)
    {
        int rows = costs.GetLength(0),
            columns = costs.GetLength(1);
        double[] rowPrice = new double[rows],
            columnPrice = new double[columns];
        int[] columnOf = new int[rows],
            rowOf = new int[columns];
        Array.Fill(rowOf, -1);
        for (var first = 0; first < rows; first++)
        {
            var way = new double[columns];
            Array.Fill(way, double.PositiveInfinity);
            var from = new int[columns]; // the row through which the shortest way comes to a column
            var done = new bool[columns];
            var (row, length, column) = (first, 0.0, -1);
            while (true)
            {
                var nearest = -1;
                for (var j = 0; j < columns; j++)
                {
                    if (done[j])
                        continue;
                    var through = length + costs[row, j] - rowPrice[row] - columnPrice[j];
                    if (through < way[j])
                        (way[j], from[j]) = (through, row);
                    if (nearest < 0 || way[j] < way[nearest])
                        nearest = j;
                }
                (column, length) = (nearest, way[nearest]);
                if (rowOf[column] < 0)
                    break;
                done[column] = true;
                row = rowOf[column];
            }
            // Prices keep every reduced cost at 0 or more, and that of each pair at 0.
            rowPrice[first] += length;
            for (var j = 0; j < columns; j++)
            {
                if (!done[j])
                    continue;
                rowPrice[rowOf[j]] += length - way[j];
                columnPrice[j] -= length - way[j];
            }
            // Along the way back each row takes the column that it was left through.
            for (var to = column; ; )
            {
                row = from[to];
                rowOf[to] = row;
                (columnOf[row], to) = (to, columnOf[row]);
                if (row == first)
                    break;
            }
        }
        return columnOf;
    }
}
