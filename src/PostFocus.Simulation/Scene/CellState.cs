namespace PostFocus.Simulation.Scene;

/// <summary>What a cell is doing.</summary>
public enum CellState
{
    /// <summary>It lives, and moves as its kind does.</summary>
    Alive,

    /// <summary>It stands still and rounds up before it divides.</summary>
    Dividing,

    /// <summary>It stands still, shrinks, and is denser than before; its outline boils.</summary>
    Dead,
}
