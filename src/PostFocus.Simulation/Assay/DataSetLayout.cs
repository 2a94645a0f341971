namespace PostFocus.Simulation.Assay;

/// <summary>How the files of a simulated data set are laid out.</summary>
public enum DataSetLayout
{
    /// <summary>A folder a well: <c>frames/SEQUENCE/t000.tif</c>.</summary>
    Folders,

    /// <summary>
    /// Like a TIMING assay: <c>B1/images/crops_8bit_s/imgNoKCH0/imgNoKCH0_t1.tif</c>, frames from 1. Frames must have 8 bits.
    /// </summary>
    Timing,
}
