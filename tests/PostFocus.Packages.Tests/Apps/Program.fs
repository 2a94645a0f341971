open System
open Microsoft.ML
open Microsoft.ML.Data

[<EntryPoint>]
let main args =
    let context = MLContext(seed = 1)
    let models = context.FocusRestorationCatalog().LoadModels()
    let frames = context.Data.LoadFrames(args[0])
    let scored = context.Transforms.ScoreFrames(models).Fit(frames)
    let rows = scored.Transform(frames)
    let restore = context.Transforms.ConditionalRestore(models.Restorer).Fit(rows)
    context.Model.Save(scored.Append(restore), frames.Schema, "model.zip")
    let loaded, _ = context.Model.Load("model.zip")
    let restored = loaded.Transform(frames).GetColumn<bool>("WasRestored") |> Seq.filter id |> Seq.length
    printfn "%d restored, model %b" restored (IO.FileInfo("model.zip").Length > 0L)
    0
