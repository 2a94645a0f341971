using System.Text.Json;
using PostFocus.Imaging.Json;
using PostFocus.Imaging.Layout;

namespace PostFocus.Imaging.Zarr;

/// <summary>An image in a Zarr folder: OME-Zarr of which the full resolution is taken, or an array by itself.</summary>
internal sealed class ZarrImage : IFramePages
{
    private readonly ZarrArray _array;
    private readonly ZarrNode _node;
    private readonly ZarrMultiscales? _metadata;
    private readonly string _source;

    private ZarrImage(ZarrNode node, ZarrArray array, ZarrMultiscales? metadata, string source) =>
        (_node, _array, _metadata, _source) = (node, array, metadata, source);

    /// <summary>Its group, or the array where it is one by itself.</summary>
    public ZarrNode Node => _node;

    /// <summary>Names of the axes before height and width.</summary>
    public IReadOnlyList<string> Leading
    {
        get
        {
            var named = (_metadata is null ? NamedDimensions() : _metadata.Axes ?? UsualAxes()) ?? [];
            return
            [
                .. Enumerable
                    .Range(0, _array.Shape.Length - 2)
                    .Select(axis => named.ElementAtOrDefault(axis)?.Name is { Length: > 0 } name ? name : $"axis {axis}"),
            ];
        }
    }

    /// <summary>Its full resolution.</summary>
    public ZarrArray Full => _array;

    public int Pages => _array.Planes;

    public static ZarrImage Open(string folder)
    {
        var node = ZarrNode.Open(folder);
        if (ZarrMultiscales.IsIn(node))
        {
            var metadata = ZarrMultiscales.Read(node);
            return new ZarrImage(node, ZarrArrayMetadata.Open(ZarrNode.Open(node.Inside(metadata.Dataset))), metadata, "OME-Zarr metadata");
        }
        return node.Array is not null
            ? new ZarrImage(node, ZarrArrayMetadata.Open(node), null, "Zarr dimension names")
            : throw node.Refuse("this Zarr group holds no image by itself. Name the folder of an image in it, such as its sub-folder 0.");
    }

    public Frame Read(int page) => _array.Read(page);

    /// <summary>Its lower resolutions, the highest first; a list for each way in which they were made.</summary>
    /// <exception cref="FrameFormatException">One cannot be opened, or has other axes.</exception>
    public IEnumerable<ZarrArray[]> Pyramids() => (_metadata?.Pyramids ?? []).Select(levels => levels.Select(Lower).ToArray());

    /// <summary>Folders that its metadata name, and that are not made of it.</summary>
    public IReadOnlyList<string> Others => _metadata?.Others ?? [];

    private ZarrArray Lower(string level)
    {
        var array = ZarrArrayMetadata.Open(ZarrNode.Open(_node.Inside(level)));
        return array.Shape.Length == _array.Shape.Length
            ? array
            : throw _node.Refuse(
                $"its resolution '{level}' has {array.Shape.Length} axes, not {_array.Shape.Length}. Write the image again."
            );
    }

    public int Count(out FrameFormatException? broken)
    {
        broken = null;
        return Pages;
    }

    /// <summary>
    /// What its planes are, without those of which nothing was ever written: an acquisition that ended early has its whole shape.
    /// </summary>
    /// <param name="axisOrder">What the pages are instead of what the metadata say; null: what they say.</param>
    public StackLayout Layout(string? axisOrder) => WholeLayout(axisOrder).Recorded(plane => _array.Holds(plane.Page));

    /// <summary>What all planes of the array are.</summary>
    public StackLayout WholeLayout(string? axisOrder)
    {
        var file = new StackFile(_node.Folder, Pages, Broken: false, "", null);
        if (axisOrder is not null)
            return AxisOrder.Parse(axisOrder).Apply(file);
        var shape = _array.Shape;
        if ((_metadata is null ? NamedDimensions() : _metadata.Axes ?? UsualAxes()) is not { } axes)
            return Unnamed(file);
        if (axes.Length != shape.Length)
            throw Refuse($"its metadata name {axes.Length} axes ({Names(axes)}), but its array has {shape.Length} ({Shape}).");
        if (axes[^2].Letter is not ('Y' or null) || axes[^1].Letter is not ('X' or null))
            throw _node.Refuse(
                $"its axes are {Names(axes)}, where the last two must be y and x. Write the image again in that order, or say what its {Pages} planes are to take them as they lie, height before width: AxisOrder = \"T\" in SequenceOptions, --axes T on the command line."
            );
        int[] along = [.. Enumerable.Range(0, axes.Length - 2).Where(i => shape[i] > 1)];
        var letters = string.Concat(along.Select(i => axes[i].Letter ?? '?'));
        if (letters.Any(l => !"TZC".Contains(l, StringComparison.Ordinal)) || letters.Distinct().Count() < letters.Length)
            throw Refuse(
                $"its planes lie along {Names(along.Select(i => axes[i]))} of {Names(axes)} ({Shape}), so a plane is not a single frame of one time, focal plane and channel."
            );

        return file.InOrder(new StackSizes(Size('T'), Size('Z'), Size('C')), string.Concat(letters.Reverse()), _source) with
        {
            ChannelNames = _metadata?.ChannelNames ?? [],
            PixelSizeMicrons = Length('X'),
            PixelHeightMicrons = Length('Y'),
            PlaneSpacingMicrons = Length('Z'),
            FrameIntervalSeconds = Step('T', PhysicalUnits.Seconds),
        };

        int Size(char letter) => letters.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var i ? shape[along[i]] : 1;

        double? Length(char letter) => Step(letter, PhysicalUnits.Microns);

        double? Step(char letter, Func<double, string, double?> convert)
        {
            var axis = Array.FindIndex(axes, a => a.Letter == letter);
            return
                axis >= 0
                && axes[axis].Unit is { } unit
                && _metadata?.Scale?.ElementAtOrDefault(axis) is > 0 and < double.PositiveInfinity and var step
                ? convert(step, unit)
                : null;
        }
    }

    private string Shape => string.Join(" × ", _array.Shape);

    /// <summary>Before version 0.3 the axes were always these.</summary>
    private ZarrAxis[]? UsualAxes() => _array.Shape.Length == 5 ? [.. "tczyx".Select(letter => ZarrAxis.Named($"{letter}"))] : null;

    /// <summary>What an array says by itself; null if nothing.</summary>
    private ZarrAxis[]? NamedDimensions()
    {
        var names = _node.Array.Get("dimension_names").Items() ?? _node.Attributes.Get("_ARRAY_DIMENSIONS").Items() ?? [];
        ZarrAxis[] axes = [.. names.Select(n => ZarrAxis.Named(((JsonElement?)n).Text()))];
        return axes.Any(a => a.Name.Length > 0) ? axes : null;
    }

    private StackLayout Unnamed(StackFile file) =>
        _array.Shape[..^2].Count(size => size > 1) <= 1
            ? file.AsTime("the Zarr array does not name its axes")
            : throw Refuse(
                $"its array ({Shape}) does not name its axes. If it is one resolution of an OME-Zarr image, name the folder above it."
            );

    private static string Names(IEnumerable<ZarrAxis> axes) =>
        string.Join(
            ", ",
            axes.Select(a =>
                a.Name.Length switch
                {
                    0 => "?",
                    > 20 => a.Name[..20] + "…",
                    _ => a.Name,
                }
            )
        );

    private FrameFormatException Refuse(string what) =>
        _node.Refuse(
            $"{what} Say what its {Pages} planes are, slowest axis first, for example that each is an instant: AxisOrder = \"T\" in SequenceOptions, --axes T on the command line."
        );
}
