namespace PostFocus.Imaging.Filters;

/// <summary>Images continued by reflection: d c b a | a b c d | d c b a, as often as needed.</summary>
internal static class Mirror
{
    /// <summary>Where in a side of that extent the pixel <paramref name="index"/> lies, inside or out.</summary>
    public static int Inside(int index, int extent)
    {
        var period = 2 * extent;
        index = (index % period + period) % period;
        return index < extent ? index : period - 1 - index;
    }
}
