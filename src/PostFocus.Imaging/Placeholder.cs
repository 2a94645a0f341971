namespace PostFocus.Imaging; internal static class Placeholder;
