using System;
using System.IO;
using System.Linq;
using Microsoft.ML;
using Microsoft.ML.Data;

// Compose, save, load, predict; in C# as it was before extension properties.
var context = new MLContext(seed: 1);
var models = context.FocusRestorationCatalog().LoadModels();
var frames = context.Data.LoadFrames(args[0]);
var pipeline = context
    .Transforms.ScoreFrames(models)
    .Append(context.Transforms.ConditionalRestore(models.Restorer))
    .Append(context.Transforms.GateRestoration(models.Gate));
context.Model.Save(pipeline.Fit(frames), frames.Schema, "model.zip");
var restored = context.Model.Load("model.zip", out _).Transform(frames);
Console.WriteLine($"{restored.GetColumn<bool>("WasRestored").Count(was => was)} restored, model {new FileInfo("model.zip").Length > 0}");
