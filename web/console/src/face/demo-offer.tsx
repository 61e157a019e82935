/** Where the demo serves a video to stand in for a camera, the way to try enrolment on a machine without one. */
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";

import { faceWords } from "./words";

/** Where the demo serves it. Elsewhere that address is no video, and nothing is offered. */
export const DEMO_VIDEO = "/demo/face.mp4";

async function served(): Promise<boolean> {
  const response = await fetch(DEMO_VIDEO, { method: "HEAD" });
  return response.ok && (response.headers.get("content-type") ?? "").startsWith("video/");
}

export function DemoOffer({ onTake }: { onTake: () => void }) {
  const say = faceWords.useWords();
  const video = useQuery({ queryKey: ["demo-video"], queryFn: served, staleTime: Infinity, retry: false });
  return video.data === true ? <Button onClick={onTake}>{say("demo")}</Button> : null;
}
