namespace PostFocus.Trainers.Networks.Uformers;

/// <summary>How a map is filled up and cut into square windows.</summary>
internal readonly record struct WindowGrid
{
    private readonly int _mapHeight,
        _mapWidth,
        _window;

    /// <param name="height">Rows of the map.</param>
    /// <param name="width">Columns of the map.</param>
    /// <param name="window">Side of a window.</param>
    /// <param name="shift">Rows and columns that the map is moved back by beforehand, unless it is no larger than a window.</param>
    public WindowGrid(int height, int width, int window, int shift)
    {
        (_mapHeight, _mapWidth, _window) = (height, width, window);
        (Rows, Columns) = ((height + window - 1) / window, (width + window - 1) / window);
        Shift = Math.Min(height, width) > window ? shift : 0;
    }

    /// <summary>Windows from top to bottom.</summary>
    public int Rows { get; }

    /// <summary>Windows from left to right.</summary>
    public int Columns { get; }

    public int Shift { get; }

    /// <summary>Rows of the map that is filled up.</summary>
    public int Height => Rows * _window;

    /// <summary>Columns of the map that is filled up.</summary>
    public int Width => Columns * _window;

    public int MissingRows => Height - _mapHeight;

    public int MissingColumns => Width - _mapWidth;

    /// <summary>Whether nothing is missing.</summary>
    public bool Fills => MissingRows == 0 && MissingColumns == 0;

    /// <summary>Whether not all of a window belongs together.</summary>
    public bool NeedsMask => Shift > 0 || !Fills;

    /// <summary>A number for each place of each window, equal where places of a window belong together.</summary>
    public long[] Regions()
    {
        var regions = new long[Height * Width];
        for (var i = 0; i < regions.Length; i++)
        {
            var (window, place) = (i / (_window * _window), i % (_window * _window));
            var (y, x) = (window / Columns * _window + place / _window, window % Columns * _window + place % _window);
            regions[i] = 3 * Part(y, Height, _mapHeight) + Part(x, Width, _mapWidth);
        }
        return regions;
    }

    /// <summary>0 for the map, 1 for what came in at the end by the shift, 2 for what fills up.</summary>
    private int Part(int place, int length, int mapLength) =>
        place + Shift >= length ? 1
        : place + Shift >= mapLength ? 2
        : 0;
}
