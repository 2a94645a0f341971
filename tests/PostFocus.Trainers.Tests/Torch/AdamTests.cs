using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Tests.Torch;

public sealed class AdamTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    public void ItGoesWhereTheAdamOfTorchSharpGoes(double weightDecay)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3, CPU);
        var (start, target) = (randn([5, 7], generator: generator), randn([5, 7], generator: generator));
        Parameter here = new(start.clone()),
            there = new(start.clone()),
            unused = new(start.clone());
        using var adam = new PostFocus.Trainers.Torch.Adam([here, unused], weightDecay);
        var other = optim.Adam([there], lr: 0.05, weight_decay: weightDecay);
        for (var i = 0; i < 50; i++)
        {
            other.ParamGroups.Single().LearningRate = 0.05 / (1 + i);
            Backward(here);
            Backward(there);
            adam.Step(0.05 / (1 + i));
            other.step();
        }
        Assert.Equal(there.data<float>().ToArray(), here.data<float>().ToArray());
        Assert.Equal(start.data<float>().ToArray(), unused.data<float>().ToArray());

        void Backward(Parameter parameter)
        {
            parameter.grad?.zero_();
            nn.functional.mse_loss(parameter.sin(), target).backward();
        }
    }

    [Fact]
    public void WhatWasSavedGoesOnAsIfNothingHadHappened()
    {
        using var scope = NewDisposeScope();
        Parameter first = new(ones(4)),
            second = new(ones(4));
        using PostFocus.Trainers.Torch.Adam saved = new([first], 0.01),
            loaded = new([second], 0.01);
        Steps(saved, first, 3);
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        saved.Save(writer);
        file.Position = 0;
        using var reader = new BinaryReader(file);
        loaded.Load(reader);
        using (no_grad())
            second.copy_(first);
        Steps(saved, first, 2);
        Steps(loaded, second, 2);
        Assert.Equal(first.data<float>().ToArray(), second.data<float>().ToArray());

        static void Steps(PostFocus.Trainers.Torch.Adam adam, Parameter parameter, int count)
        {
            for (var i = 0; i < count; i++)
            {
                parameter.grad?.zero_();
                parameter.sin().sum().backward();
                adam.Step(0.1);
            }
        }
    }
}
