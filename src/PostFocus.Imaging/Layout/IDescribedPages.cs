namespace PostFocus.Imaging.Layout;

/// <summary>The pages of a file that says what they are.</summary>
internal interface IDescribedPages : IFramePages
{
    /// <summary>Which pages are images and, with metadata, what the file says of them.</summary>
    StackFile Describe(bool withMetadata);
}
