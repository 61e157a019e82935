/** A new version: typed, tried on everyone, and then put in force with a reason. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Form, type FormInstance } from "antd";
import { useState } from "react";
import { Link, useNavigate, useParams } from "react-router";

import { api, asProblem, taken, type DiseaseProfile, type ProblemError } from "@sitewarden/kit/api";
import { today } from "@sitewarden/kit/format";
import { spoken, useLanguage } from "@sitewarden/kit/i18n";

import { Failure } from "../shell/failure";
import { Loading } from "../shell/loading";
import { Page } from "../shell/page";
import { blank, placeOf, profileOf, typedOf, type Typed } from "./draft";
import { EditFields } from "./edit-fields";
import { Tried, type Trial } from "./tried";
import { useProfile } from "./use-profile";
import { useProfileChanged } from "./use-profile-changed";
import { profileWords } from "./words";
import "./profile.css";

/** A disease that is there already. */
export default function EditPage() {
  const say = profileWords.useWords();
  const language = useLanguage();
  const { code = "" } = useParams();
  const page = useProfile(code);
  if (page.isPending) return <Loading />;
  if (page.isError) {
    return (
      <Page title={say("title")}>
        <Failure thrown={page.error} retry={() => void page.refetch()} />
      </Page>
    );
  }
  const { profile, next_version } = page.data;
  const title = say("editTitle", { name: spoken(profile.words, language) });
  return <Edit key={next_version} title={title} base={profile} version={next_version} />;
}

/** One that nobody has described yet. */
export function NewPage() {
  const say = profileWords.useWords();
  const [base] = useState(() => blank(today()));
  return <Edit title={say("newTitle")} base={base} version={1} />;
}

interface EditProps {
  title: string;
  base: DiseaseProfile;
  version: number;
}

function Edit({ title, base, version }: EditProps) {
  const say = profileWords.useWords();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const changed = useProfileChanged(queries);
  const [form] = Form.useForm<Typed>();
  const [initial] = useState(() => typedOf(base, today()));
  const [trial, setTrial] = useState<Trial>();
  const refused = (thrown: unknown, sent: DiseaseProfile) => showPlaces(form, asProblem(thrown), sent);
  const trying = useMutation({
    mutationFn: async (profile: DiseaseProfile) => {
      const params = { path: { profile: profile.code } };
      const preview = await taken(api.POST("/profiles/{profile}/preview", { params, body: { profile } }));
      return { profile, preview };
    },
    onSuccess: (tried) => setTrial(tried),
    onError: (thrown, profile) => {
      setTrial(undefined);
      refused(thrown, profile);
    },
  });
  const putting = useMutation({
    mutationFn: ({ profile, reason }: { profile: DiseaseProfile; reason: string }) =>
      taken(api.POST("/profiles/{profile}/versions", { params: { path: { profile: profile.code } }, body: { profile, reason } })),
    onSuccess: (page) => {
      changed(page);
      void message.success(say("putDone"));
      void navigate(`/profiles/${page.profile.code}`);
    },
    onError: (thrown, { profile }) => refused(thrown, profile),
  });
  const thrown = putting.error ?? trying.error;
  return (
    <Page title={title} lead={say("editLead")} actions={<Link to={base.code === "" ? "/profiles" : `/profiles/${base.code}`}>{say("back")}</Link>}>
      <Form<Typed>
        name="profile"
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={initial}
        onFinish={() => trying.mutate(profileOf(form.getFieldsValue(true) as Typed, base, version))}
        // What was tried is no longer what is written.
        onValuesChange={() => setTrial(undefined)}
      >
        <EditFields isNew={base.code === ""} />
        {thrown !== null && <Failure thrown={thrown} kept={say("draftKept")} />}
        <Button type={trial === undefined ? "primary" : "default"} htmlType="submit" loading={trying.isPending}>
          {say("try")}
        </Button>
      </Form>
      {trial !== undefined && (
        <Tried
          trial={trial}
          busy={putting.isPending}
          put={(reason) => putting.mutate({ profile: trial.profile, reason })}
        />
      )}
    </Page>
  );
}

/** Puts each fault at its field, and goes to the first. */
function showPlaces(form: FormInstance<Typed>, problem: ProblemError, sent: DiseaseProfile): void {
  const faults = problem.fields.flatMap(({ field, message }) => {
    const name = placeOf(field, sent);
    return name === null ? [] : [{ name, errors: [message] }];
  });
  form.setFields(faults as unknown as Parameters<typeof form.setFields>[0]);
  const first = faults[0];
  if (first !== undefined) form.scrollToField(first.name as never, { block: "center", focus: true });
}
