Imports System
Imports System.IO
Imports System.Linq
Imports Microsoft.ML
Imports Microsoft.ML.Data

Module Program
    Sub Main(args As String())
        Dim context As New MLContext(seed:=1)
        Dim models = context.FocusRestorationCatalog().LoadModels()
        Dim frames = context.Data.LoadFrames(args(0))
        Dim pipeline = context.Transforms.ScoreFrames(models).Append(context.Transforms.ConditionalRestore(models.Restorer))
        context.Model.Save(pipeline.Fit(frames), frames.Schema, "model.zip")
        Dim schema As DataViewSchema = Nothing
        Dim restored = context.Model.Load("model.zip", schema).Transform(frames).GetColumn(Of Boolean)("WasRestored")
        Console.WriteLine($"{restored.Count(Function(was) was)} restored, model {New FileInfo("model.zip").Length > 0}")
    End Sub
End Module
