namespace PostFocus.Trainers; internal static class Placeholder;
