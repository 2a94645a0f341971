using Microsoft.ML.Data;
using PostFocus.Imaging;

namespace PostFocus.Transforms.Columns;

/// <summary>Labels of frames, true = out of focus.</summary>
internal static class LabelColumn
{
    /// <summary>What is asked of the column.</summary>
    public static NeededColumn Needed(string name) =>
        NeededColumn.Scalar(name, BooleanDataViewType.Instance, "; the label is a Boolean, true = out of focus.");

    /// <summary>Refuses labels that teach nothing.</summary>
    /// <param name="labels">The labels.</param>
    /// <param name="use">What they are for, as in "3 frames to train on".</param>
    /// <exception cref="PostFocusException">There are none, or all are alike.</exception>
    public static void RequireBothClasses(IEnumerable<bool> labels, string use)
    {
        int count = 0,
            positive = 0;
        foreach (var label in labels)
            (count, positive) = (count + 1, positive + (label ? 1 : 0));
        if (count == 0)
            throw new PostFocusException($"There are no frames to {use}. Check what was loaded and filtered.");
        if (positive == 0 || positive == count)
        {
            throw new PostFocusException(
                $"All {count} frames to {use} are labelled {(positive == 0 ? "in focus (false)" : "out of focus (true)")}. "
                    + "Telling the two apart needs frames of both kinds: check the labels, or give more wells."
            );
        }
    }
}
