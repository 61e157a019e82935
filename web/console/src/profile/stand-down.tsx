/** Standing a disease down: said plainly what it lifts and for whom, before it is done. */
import { useQuery } from "@tanstack/react-query";
import { App, Form } from "antd";

import { api, taken, type DiseaseProfile, type ProfileDetail } from "@sitewarden/kit/api";
import { count } from "@sitewarden/kit/format";
import { spoken, useLanguage } from "@sitewarden/kit/i18n";

import { AskingDialog } from "../form/asking-dialog";
import { ReasonField } from "../form/asking-fields";
import { profileWords } from "./words";

export interface StandDownDialogProps {
  open: boolean;
  profile: DiseaseProfile;
  onClose: () => void;
  onDone: (after: ProfileDetail) => void;
}

export function StandDownDialog({ open, profile, onClose, onDone }: StandDownDialogProps) {
  const say = profileWords.useWords();
  const language = useLanguage();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ reason: string }>();
  const path = { profile: profile.code };
  return (
    <AskingDialog
      name="stand-down"
      form={form}
      open={open}
      title={say("standDownTitle", { name: spoken(profile.words, language) })}
      lead={<Lead profile={profile} />}
      go={say("standDown")}
      danger
      fields={["reason"]}
      send={async (typed) => onDone(await taken(api.POST("/profiles/{profile}/stand-down", { params: { path }, body: typed })))}
      onDone={() => void message.success(say("standDownDone"))}
      onClose={onClose}
    >
      <ReasonField label={say("reason")} placeholder={say("standDownHint")} autoFocus most={500} />
    </AskingDialog>
  );
}

function Lead({ profile }: { profile: DiseaseProfile }) {
  const say = profileWords.useWords();
  const tried = useQuery({
    queryKey: ["profile", profile.code, "stand-down"],
    queryFn: () => taken(api.POST("/profiles/{profile}/preview", { params: { path: { profile: profile.code } }, body: {} })),
    gcTime: 0,
    staleTime: 0,
  });
  const freed = tried.data?.effects.cleared;
  return (
    <>
      <p>{say("standDownText")}</p>
      {freed !== undefined && <p>{freed === 0 ? say("standDownNobody") : say("standDownEffect", { n: count(freed) })}</p>}
      <p>{say("standDownKept", { n: profile.retention_days })}</p>
    </>
  );
}
