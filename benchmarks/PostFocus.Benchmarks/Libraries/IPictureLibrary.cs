namespace PostFocus.Benchmarks.Libraries;

/// <summary>A library that reads pictures of greys, and perhaps writes them.</summary>
internal interface IPictureLibrary
{
    string Name { get; }

    /// <summary>The grey of each pixel, row by row, as the library gives it at its greatest depth.</summary>
    float[] Read(string path);

    /// <summary>Reads a file and writes what was read under another name, with all that the library keeps; false where it cannot.</summary>
    bool Rewrite(string path, string destination);
}
