/** Where a profile stands, by word and colour. */
import { CheckCircleOutlined, ClockCircleOutlined, PauseCircleOutlined, StopOutlined } from "@ant-design/icons";
import { Tag } from "antd";
import type { ReactNode } from "react";

import type { ProfileState } from "@sitewarden/kit/api";

import { profileWords } from "./words";

const LOOKS: Record<ProfileState, { color: string; icon: ReactNode }> = {
  in_force: { color: "success", icon: <CheckCircleOutlined aria-hidden /> },
  to_come: { color: "processing", icon: <ClockCircleOutlined aria-hidden /> },
  prepared: { color: "default", icon: <PauseCircleOutlined aria-hidden /> },
  stood_down: { color: "default", icon: <StopOutlined aria-hidden /> },
};

export function ProfileMark({ state }: { state: ProfileState }) {
  const say = profileWords.useWords();
  return <Tag {...LOOKS[state]}>{say(state)}</Tag>;
}
