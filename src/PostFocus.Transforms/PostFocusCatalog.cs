using PostFocus.Transforms.MicrosoftML;

// In ML.NET's namespace, so that `using Microsoft.ML` is enough to find them, as with ML.NET's own extensions.
namespace Microsoft.ML;

/// <summary>What PostFocus adds to an <see cref="MLContext"/> itself.</summary>
public static class PostFocusCatalog
{
    extension(MLContext context)
    {
        /// <summary>Restoration of out-of-focus frames.</summary>
        public FocusRestorationCatalog FocusRestoration => new(context);

        /// <summary>
        /// Ends what PostFocus's components of this context do, once the token is cancelled: cursors throw
        /// <see cref="OperationCanceledException"/>, in a large frame between two of its tiles. The context computes nothing more after
        /// that.
        /// </summary>
        /// <param name="cancellation">The token.</param>
        /// <returns>To be disposed of where the context outlives the token's purpose.</returns>
        public CancellationTokenRegistration CancelWith(CancellationToken cancellation) =>
            cancellation.Register(() => MicrosoftMLInternals.Cancel(context));
    }

    /// <summary>
    /// The same as the property <c>FocusRestoration</c>, for languages that know no extension properties: C# before 14, F#, Visual Basic.
    /// </summary>
    /// <param name="context">The context.</param>
    public static FocusRestorationCatalog FocusRestorationCatalog(this MLContext context) => new(context);
}
