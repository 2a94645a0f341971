namespace PostFocus.Simulation; internal static class Placeholder;
