"""The `face_recognition` pipeline (dlib) on the pictures our own bench uses, one thread.

    pip install dlib-bin face_recognition_models "setuptools<81" && pip install --no-deps face_recognition
    python bench/recognition/peer_dlib.py [FOLDER OF TEST FACES] [FRAMES]

Stages: decode the 640 × 480 JPEG, find faces (HOG), encode, compare with N encodings. It has no liveness.
`dlib-bin` is dlib already compiled; where it does not fit, `pip install dlib` compiles it (cmake, C++).
"""

import io
import os
import sys
import time

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

try:
    import face_recognition
    import numpy
    from PIL import Image
except ImportError as missing:
    sys.exit(f"peer (dlib): not run, {missing}: see the first lines of {os.path.relpath(__file__)}")

PICTURES = ["franck_01829", "franck_02221", "franck_02888", "franck_03979", "franck_04000", "franck_04117"]
here = os.path.dirname(os.path.abspath(__file__))
folder = sys.argv[1] if len(sys.argv) > 1 else os.path.join(here, "..", "..", ".models", "test-faces")
frames = int(sys.argv[2]) if len(sys.argv) > 2 else 60


def camera_frame(name):
    """A picture scaled into a camera's frame and packed as the browser does."""
    path = os.path.join(folder, f"{name}.jpg")
    if not os.path.isfile(path):
        sys.exit(f"peer (dlib): not run, {path} is missing: run `node models/test-faces/prepare.mjs`")
    packed = io.BytesIO()
    Image.open(path).convert("RGB").resize((640, 480), Image.Resampling.BILINEAR).save(packed, "JPEG", quality=85)
    return packed.getvalue()


camera = [camera_frame(name) for name in PICTURES]
rosters = {}
generator = numpy.random.default_rng(1)
first = face_recognition.face_encodings(numpy.asarray(Image.open(io.BytesIO(camera[0]))))[0]
for people in (500, 5_000, 30_000):
    # Strangers spread about the origin as dlib's encodings are, about 1.4 times their own length apart.
    strangers = generator.normal(0, 1, (people - 1, 128))
    strangers *= numpy.linalg.norm(first) / numpy.linalg.norm(strangers, axis=1, keepdims=True)
    rosters[people] = numpy.vstack([first, strangers])

stages = ["decode", "detect", "encode", "compare", "whole"]
print(f"peer (dlib): {frames} frames of 640 × 480, one thread; milliseconds, median and 99th percentile")
print(f"{'roster':>8}  " + "".join(f"{stage:>15}" for stage in stages))
for people, roster in rosters.items():
    spent = {stage: [] for stage in stages}
    known = 0
    for i in range(frames + 2):
        marks = [time.perf_counter()]
        picture = numpy.asarray(Image.open(io.BytesIO(camera[i % len(camera)])).convert("RGB"))
        marks.append(time.perf_counter())
        boxes = face_recognition.face_locations(picture, model="hog")
        marks.append(time.perf_counter())
        encodings = face_recognition.face_encodings(picture, boxes)
        marks.append(time.perf_counter())
        if encodings:
            distances = face_recognition.face_distance(roster, encodings[0])
            known += i >= 2 and int(numpy.argmin(distances)) == 0 and distances[0] <= 0.6
        marks.append(time.perf_counter())
        if i >= 2:
            for stage, start, end in zip(stages, marks, marks[1:]):
                spent[stage].append((end - start) * 1e3)
            spent["whole"].append((marks[-1] - marks[0]) * 1e3)
    cells = "".join(f"{numpy.median(spent[s]):>8.2f}{numpy.percentile(spent[s], 99):>7.2f}" for s in stages)
    print(f"{people:>8}  {cells}   known {known}/{frames}")
