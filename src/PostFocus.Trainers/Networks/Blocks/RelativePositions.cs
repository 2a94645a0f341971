namespace PostFocus.Trainers.Networks.Blocks;

/// <summary>The relative positions within a square, row by row.</summary>
internal static class RelativePositions
{
    /// <summary>For each (query, key) of side² places the number of their relative position among (2 side - 1)².</summary>
    public static long[] Indices(int side)
    {
        var tokens = side * side;
        var indices = new long[tokens * tokens];
        for (var query = 0; query < tokens; query++)
        for (var key = 0; key < tokens; key++)
        {
            var down = query / side - key / side + side - 1;
            var right = query % side - key % side + side - 1;
            indices[query * tokens + key] = down * (2 * side - 1) + right;
        }
        return indices;
    }
}
