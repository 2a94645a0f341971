using PostFocus.Trainers.Onnx;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks.Blocks;

/// <summary>Blocks one after the other, and at their end a linear layer on the mean of the map.</summary>
internal static class BlockChain
{
    extension(ModuleList<Block> blocks)
    {
        /// <summary>[N, outputs]</summary>
        public Tensor Classify(Tensor frames, Convolution classifier)
        {
            var features = frames;
            foreach (var block in blocks)
                features = block.forward(features);
            return classifier.forward(features.mean([2, 3], keepdim: true)).flatten(1);
        }

        /// <summary>Emits <see cref="Classify"/>.</summary>
        public OnnxValue ExportClassify(OnnxGraph graph, OnnxValue frames, Convolution classifier)
        {
            var features = frames;
            foreach (var block in blocks)
                features = block.Export(graph, features);
            var outputs = classifier.Export(graph, graph.SpatialMean(features));
            return graph.Reshape(outputs, OnnxValue.Batch, outputs.Channels);
        }
    }
}
