"""Frees the sides of YuNet's input, which its file fixes at 640 × 640; no weight is touched.

Run once, by hand, when the origin changes; the result is kept in this folder.

    pip install onnx onnxruntime numpy
    python free_sides.py face_detection_yunet_2023mar.onnx yunet_2023mar.onnx
"""

import sys

import numpy as np
import onnx
import onnxruntime

source, target = sys.argv[1:3]
model = onnx.load(source)
height, width = model.graph.input[0].type.tensor_type.shape.dim[2:]
height.dim_param, width.dim_param = "height", "width"
for output in model.graph.output:
    output.type.tensor_type.shape.dim[1].dim_param = f"cells_{output.name.split('_')[1]}"
del model.graph.value_info[:]
onnx.checker.check_model(model)
onnx.save(model, target)

picture = np.random.default_rng(1).uniform(0, 255, (1, 3, 640, 640)).astype(np.float32)
before, after = (onnxruntime.InferenceSession(f).run(None, {"input": picture}) for f in (source, target))
assert all((a == b).all() for a, b in zip(before, after)), "the same answers at 640 × 640"
small = onnxruntime.InferenceSession(target).run(None, {"input": picture[:, :, :256, :320]})
assert small[0].shape == (1, 40 * 32, 1)
