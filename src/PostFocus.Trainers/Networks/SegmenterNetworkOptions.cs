using System.Text.Json.Serialization;
using PostFocus.Imaging;
using PostFocus.Imaging.Cells;

namespace PostFocus.Trainers.Networks;

/// <summary>A network that finds cells as star-convex polygons: its size, what it tells, and how to make it.</summary>
/// <remarks>
/// A network of your own is a record of this type beside a <see cref="SegmenterNetwork"/>. Its public properties are written as JSON
/// into checkpoints: a training goes on only with an equal record.
/// </remarks>
public abstract record SegmenterNetworkOptions
{
    /// <summary>Rays of a polygon, 8 to 128. Default 32.</summary>
    public int Rays
    {
        get;
        init => field = Require.Range(value, StarPolygon.LeastRays, StarPolygon.MostRays);
    } = 32;

    /// <summary>Side in pixels of the squares that a polygon is told for each, from their middles, 1 to 8. Default 2.</summary>
    public int Grid
    {
        get;
        init => field = Require.Range(value, 1, 8);
    } = 2;

    /// <summary>Channels of the output: the logit of a cell, then a distance for each ray.</summary>
    [JsonIgnore]
    public int Outputs => 1 + Rays;

    /// <summary>Height and width of an input must be multiples of this, itself a multiple of <see cref="Grid"/>.</summary>
    protected internal virtual int Reduction => Grid;

    /// <summary>A new network with random weights.</summary>
    /// <param name="seed">Seed of the weights; nothing else may have a part in them.</param>
    public abstract SegmenterNetwork Create(ulong seed);

    /// <summary>Throws where options that are valid one by one do not fit together; called before a training.</summary>
    protected internal virtual void Validate() { }
}
