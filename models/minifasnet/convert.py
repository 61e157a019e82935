"""Turns MiniFASNetV2-80 from its TFLite file into ONNX and proves that both answer alike.

Run once, by hand, when the origin changes; the result is kept in this folder.

    pip install tflite onnx onnxruntime ai-edge-litert numpy
    python convert.py anti_spoof.tflite minifasnet_v2_80.onnx

The TFLite graph is channels-last and spells each PReLU as Greater/Mul/Select with a slope
for every pixel; here each becomes one PRelu with a slope per channel, channels first.
"""

import sys

import numpy as np
import onnx
import onnxruntime
import tflite
from ai_edge_litert.interpreter import Interpreter
from onnx import TensorProto, helper, numpy_helper

source, target = sys.argv[1:3]
model = tflite.Model.GetRootAsModel(open(source, "rb").read(), 0)
graph = model.Subgraphs(0)
operator_names = {v: k for k, v in vars(tflite.BuiltinOperator).items() if isinstance(v, int)}
dtypes = {tflite.TensorType.FLOAT32: np.float32, tflite.TensorType.INT32: np.int32, tflite.TensorType.INT64: np.int64}

nodes, weights, pads = [], [], {}


def constant(index):
    tensor = graph.Tensors(index)
    data = model.Buffers(tensor.Buffer()).DataAsNumpy()
    return np.frombuffer(data.tobytes(), dtypes[tensor.Type()]).reshape(tensor.ShapeAsNumpy())


def weight(name, value):
    weights.append(numpy_helper.from_array(np.ascontiguousarray(value.astype(np.float32)), name))
    return name


def prelu(position):
    """Greater, Mul, Select at `position` as one PRelu."""
    greater, mul, select = (graph.Operators(position + i) for i in range(3))
    x = greater.Inputs(0)
    assert mul.Inputs(0) == x and select.Inputs(1) == x and select.Inputs(2) == mul.Outputs(0)
    assert not constant(greater.Inputs(1)).any()
    slope = constant(mul.Inputs(1))
    assert (slope == slope[:, :1, :1, :]).all(), "a slope for each channel, alike in every pixel"
    out = f"t{select.Outputs(0)}"
    nodes.append(helper.make_node("PRelu", [f"t{x}", weight(f"slope{position}", slope[0, 0, 0][:, None, None])], [out]))


def convolution(operator, depthwise):
    options = (tflite.DepthwiseConv2DOptions if depthwise else tflite.Conv2DOptions)()
    table = operator.BuiltinOptions()
    options.Init(table.Bytes, table.Pos)
    assert options.FusedActivationFunction() == 0
    x, kernel, bias = operator.Inputs(0), constant(operator.Inputs(1)), constant(operator.Inputs(2))
    kernel = kernel.transpose(3, 0, 1, 2) if depthwise else kernel.transpose(0, 3, 1, 2)
    padding = [0, 0, 0, 0]
    if x in pads:
        x, padding = pads[x]
    elif options.Padding() == tflite.Padding.SAME and kernel.shape[2] > 1:
        assert options.StrideH() == 1 and kernel.shape[2] == 3
        padding = [1, 1, 1, 1]
    out = operator.Outputs(0)
    nodes.append(
        helper.make_node(
            "Conv",
            [f"t{x}", weight(f"kernel{out}", kernel), weight(f"bias{out}", bias)],
            [f"t{out}"],
            group=kernel.shape[0] if depthwise else 1,
            kernel_shape=list(kernel.shape[2:]),
            strides=[options.StrideH(), options.StrideW()],
            pads=padding,
        )
    )


position = 0
while position < graph.OperatorsLength():
    operator = graph.Operators(position)
    code = model.OperatorCodes(operator.OpcodeIndex())
    name = operator_names[max(code.BuiltinCode(), code.DeprecatedBuiltinCode())]
    out = f"t{operator.Outputs(0)}"
    if name == "PAD":
        amounts = constant(operator.Inputs(1))
        (top, bottom), (left, right) = amounts[1], amounts[2]
        assert not amounts[[0, 3]].any()
        pads[operator.Outputs(0)] = (operator.Inputs(0), [int(v) for v in (top, left, bottom, right)])
    elif name in ("CONV_2D", "DEPTHWISE_CONV_2D"):
        convolution(operator, name != "CONV_2D")
    elif name == "GREATER":
        prelu(position)
        position += 2
    elif name == "ADD":
        options = tflite.AddOptions()
        options.Init(operator.BuiltinOptions().Bytes, operator.BuiltinOptions().Pos)
        assert options.FusedActivationFunction() == 0
        nodes.append(helper.make_node("Add", [f"t{operator.Inputs(0)}", f"t{operator.Inputs(1)}"], [out]))
    elif name == "RESHAPE":
        nodes.append(helper.make_node("Flatten", [f"t{operator.Inputs(0)}"], [out]))
    elif name == "FULLY_CONNECTED":
        options = tflite.FullyConnectedOptions()
        options.Init(operator.BuiltinOptions().Bytes, operator.BuiltinOptions().Pos)
        assert options.FusedActivationFunction() == 0
        inputs = [f"t{operator.Inputs(0)}", weight(f"matrix{out}", constant(operator.Inputs(1)))]
        if operator.InputsLength() > 2 and operator.Inputs(2) >= 0:
            inputs.append(weight(f"offset{out}", constant(operator.Inputs(2))))
        nodes.append(helper.make_node("Gemm", inputs, [out], transB=1))
    else:
        raise SystemExit(f"no rule for {name}")
    position += 1

rename = {f"t{graph.Inputs(0)}": "input", f"t{graph.Outputs(0)}": "logits"}
for node in nodes:
    node.input[:] = [rename.get(i, i) for i in node.input]
    node.output[:] = [rename.get(o, o) for o in node.output]
made = helper.make_model(
    helper.make_graph(
        nodes,
        "minifasnet_v2_80",
        [helper.make_tensor_value_info("input", TensorProto.FLOAT, [1, 3, 80, 80])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, 3])],
        weights,
    ),
    opset_imports=[helper.make_opsetid("", 13)],
    ir_version=8,
)
onnx.checker.check_model(made)
onnx.save(made, target)

reference = Interpreter(model_path=source)
reference.allocate_tensors()
session = onnxruntime.InferenceSession(target)
generator = np.random.default_rng(1)
worst = 0.0


def softmax(v):
    e = np.exp(v - v.max())
    return e / e.sum()


is_probability = True
for _ in range(200):
    picture = generator.uniform(0, 255, (1, 80, 80, 3)) * generator.uniform(0.1, 1)
    picture = np.repeat(np.repeat(picture[:, ::8, ::8], 8, 1), 8, 2).astype(np.float32)
    reference.set_tensor(reference.get_input_details()[0]["index"], picture)
    reference.invoke()
    expected = reference.get_tensor(reference.get_output_details()[0]["index"])[0]
    answer = session.run(None, {"input": picture.transpose(0, 3, 1, 2)})[0][0]
    worst = max(worst, float(np.abs(softmax(answer) - softmax(expected)).max()))
print(f"{target}: largest difference of a class probability over 200 pictures {worst:.1e}")
assert worst < 1e-5
