using MathNet.Numerics.LinearAlgebra;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using PostFocus.Transforms.Domain;

namespace PostFocus.Trainers.Domain;

/// <summary>Kinds of frames, found by ML.NET's own k-means among the statistics, each made a normal distribution.</summary>
internal static class DomainMixture
{
    // Of a kind with few frames the covariance is not known: as many frames as there are numbers in it count for that of all kinds.
    private const int PriorPerStatistic = 2;

    // Of the variances, added to them: no direction is so narrow that a little there counts for more than all others.
    private const double Ridge = 0.3;

    private const double LeastScale = 1e-6;

    /// <param name="examples">Statistics, one vector a square.</param>
    /// <param name="kinds">How many kinds are sought; those that get no square are left out.</param>
    /// <param name="seed">Of k-means.</param>
    public static IReadOnlyList<DomainComponent> Fit(IReadOnlyList<float[]> examples, int kinds, int seed)
    {
        var size = examples[0].Length;
        double[] means = [.. Enumerable.Range(0, size).Select(i => examples.Average(e => (double)e[i]))];
        double[] scales =
        [
            .. Enumerable
                .Range(0, size)
                .Select(i => Math.Max(LeastScale, Math.Sqrt(examples.Average(e => (e[i] - means[i]) * (e[i] - means[i]))))),
        ];
        float[][] standardised = [.. examples.Select(e => e.Select((v, i) => (float)((v - means[i]) / scales[i])).ToArray())];
        Vector<double>[][] clusters =
        [
            .. Clusters(standardised, Math.Min(kinds, examples.Count), seed)
                .Select(cluster => cluster.Select(e => Vector<double>.Build.Dense(size, i => e[i])).ToArray()),
        ];
        Matrix<double>[] scatters = [.. clusters.Select(Scatter)];
        var common = scatters.Aggregate((a, b) => a + b) / examples.Count;
        var ridge = Matrix<double>.Build.DiagonalOfDiagonalVector(common.Diagonal() * Ridge + LeastScale);
        var prior = (double)PriorPerStatistic * size;
        return
        [
            .. clusters.Zip(
                scatters,
                (cluster, scatter) =>
                {
                    var centre = Mean(cluster);
                    var precision = ((scatter + common * prior) / (cluster.Length + prior) + ridge).Inverse();
                    // Back to the statistics as they are measured.
                    return new DomainComponent(
                        [.. centre.Select((m, i) => means[i] + scales[i] * m)],
                        [
                            .. Enumerable
                                .Range(0, size * size)
                                .Select(k => precision[k / size, k % size] / scales[k / size] / scales[k % size]),
                        ]
                    );
                }
            ),
        ];
    }

    private static Vector<double> Mean(Vector<double>[] cluster) => cluster.Aggregate((a, b) => a + b) / cluster.Length;

    private static Matrix<double> Scatter(Vector<double>[] cluster)
    {
        var mean = Mean(cluster);
        var away = Matrix<double>.Build.DenseOfRowVectors(cluster.Select(e => e - mean));
        return away.TransposeThisAndMultiply(away);
    }

    private static IEnumerable<float[][]> Clusters(float[][] examples, int kinds, int seed)
    {
        if (kinds == 1)
            return [examples];
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, examples[0].Length);
        var context = new MLContext(seed);
        var rows = context.Data.LoadFromEnumerable(examples.Select(e => new Row { Features = e }).ToArray(), schema);
        var model = context
            .Clustering.Trainers.KMeans(
                new KMeansTrainer.Options
                {
                    NumberOfClusters = kinds,
                    FeatureColumnName = nameof(Row.Features),
                    // Sums in one order: the same examples give the same kinds.
                    NumberOfThreads = 1,
                }
            )
            .Fit(rows);
        var labels = model.Transform(rows).GetColumn<uint>("PredictedLabel");
        return labels.Zip(examples).GroupBy(pair => pair.First, pair => pair.Second).OrderBy(g => g.Key).Select(g => g.ToArray());
    }

    private sealed class Row
    {
        public float[] Features { get; set; } = [];
    }
}
