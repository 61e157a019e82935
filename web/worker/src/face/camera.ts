/** What a phone's camera gives: pictures and small samples of them. Nothing it shows is kept. */

/** The front camera, upright. */
export const WISHED: MediaTrackConstraints = { facingMode: "user", width: { ideal: 1280 }, height: { ideal: 960 } };

/** The picture now as a JPEG; none while there is no picture. */
export function picture(video: HTMLVideoElement): Promise<Blob | null> {
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  const drawing = canvas.getContext("2d", { alpha: false });
  if (!drawing || canvas.width === 0) return Promise.resolve(null);
  drawing.drawImage(video, 0, 0);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.92));
}

/** A small sample of what is in the oval, as RGBA pixels. */
export function sampler(width: number, height: number): (video: HTMLVideoElement) => Uint8ClampedArray | null {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const drawing = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
  return (video) => {
    const [w, h] = [video.videoWidth, video.videoHeight];
    if (!drawing || w === 0 || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return null;
    drawing.drawImage(video, w * 0.25, h * 0.1, w * 0.5, h * 0.8, 0, 0, width, height);
    return drawing.getImageData(0, 0, width, height).data;
  };
}
