namespace PostFocus.Transforms.Restoration.Diffusion;

/// <summary>The schedules by their numbers in model zips.</summary>
internal enum ScheduleKind : byte
{
    Cosine,
    Linear,
    NicholDhariwal,
    Karras,
    Bridge,
    Flow,
}
