namespace PostFocus.Imaging.NoData;

/// <summary>What an image may have shown where it is missing, so that networks, filters and means find no hole.</summary>
internal static class Continuation
{
    /// <summary>A copy, continued smoothly over the first pixels, deeper inside by reflection.</summary>
    /// <param name="image">Axes [height, width].</param>
    /// <param name="missing">True where it is.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    public static float[] Of(ReadOnlySpan<float> image, bool[] missing, int height, int width)
    {
        var whole = MirrorFill.Of(image, missing, height, width);
        TensionSpline.Smooth(whole, missing, height, width);
        return whole;
    }
}
