/** A button that lets one choose files: pictures taken with the phone's own camera, or a video. */
interface Props {
  text: string;
  accept?: string;
  /** Opens the front camera of the phone where the browser allows that. */
  camera?: boolean;
  several?: boolean;
  chosen(files: File[]): void;
}

export function PictureFile({ text, accept = "image/*", camera = true, several = false, chosen }: Props) {
  return (
    <label className="file-button">
      {text}
      <input
        type="file"
        accept={accept}
        capture={camera ? "user" : undefined}
        multiple={several}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = "";
          if (files.length > 0) chosen(files);
        }}
      />
    </label>
  );
}
