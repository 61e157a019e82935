/** Where the demo serves a video to stand in for a camera, the way to try enrolment on a machine without one. */
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";

import { DEMO_VIDEO, hasVideo } from "@sitewarden/kit/camera";

import { faceWords } from "./words";

export function DemoOffer({ onTake }: { onTake: () => void }) {
  const say = faceWords.useWords();
  const video = useQuery({ queryKey: ["demo-video"], queryFn: () => hasVideo(DEMO_VIDEO), staleTime: Infinity, retry: false });
  return video.data === true ? <Button onClick={onTake}>{say("demo")}</Button> : null;
}
