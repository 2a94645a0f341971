namespace PostFocus.Trainers.Networks;

/// <summary>
/// Marks a module that only training uses, such as an auxiliary head: ONNX files lack it, and weights from files leave it as it is.
/// </summary>
public interface ITrainingOnly;
