namespace PostFocus.Transforms; internal static class Placeholder;
