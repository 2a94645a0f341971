namespace PostFocus.Simulation.Assay;

/// <summary>The files of a simulated data set's recorded frames.</summary>
public enum DataSetFormat
{
    /// <summary>TIFF.</summary>
    Tiff,

    /// <summary>PNG: what ML.NET's <c>LoadImages</c> reads, with 8 bits.</summary>
    Png,
}
