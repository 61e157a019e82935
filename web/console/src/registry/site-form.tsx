/** Adding a place of work to the district. */
import { useQuery } from "@tanstack/react-query";
import { Alert, App, AutoComplete, Button, Drawer, Form, Input, Radio } from "antd";
import { useState } from "react";

import { api, asProblem, taken, type components } from "@sitewarden/kit/api";

import { showFaults } from "../form/faults";
import { shellWords } from "../shell/words";
import { registryWords } from "./words";

type NewSite = components["schemas"]["NewSite"];

const fields = ["kind", "name", "town", "town_name", "address"] as const;

export interface SiteFormProps {
  open: boolean;
  onClose: () => void;
  onAdded: () => void;
}

export function SiteForm({ open, onClose, onAdded }: SiteFormProps) {
  const say = registryWords.useWords();
  const shell = shellWords.useWords();
  const { message } = App.useApp();
  const [form] = Form.useForm<NewSite>();
  const [refusal, setRefusal] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const add = async (draft: NewSite) => {
    setBusy(true);
    setRefusal([]);
    try {
      const site = await taken(api.POST("/sites", { body: draft }));
      void message.success(say("saved", { name: site.name }));
      form.resetFields();
      onAdded();
      onClose();
    } catch (thrown) {
      const problem = asProblem(thrown);
      const elsewhere = showFaults(form, problem, fields);
      setRefusal(problem.code === "invalid" ? [say("correct"), ...elsewhere] : [problem.message]);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Drawer
      open={open}
      onClose={onClose}
      title={say("addSite")}
      size={480}
      // What was typed is not lost to a key or a click beside it.
      keyboard={false}
      mask={{ closable: false }}
      closable={{ "aria-label": shell("close") }}
      footer={
        <div className="row-of-buttons">
          <Button type="primary" loading={busy} onClick={() => form.submit()}>
            {say("save")}
          </Button>
          <Button onClick={onClose}>{shell("cancel")}</Button>
        </div>
      }
    >
      {refusal.length > 0 && (
        <Alert type="error" showIcon role="alert" title={refusal.join(" ")} description={say("formKept")} />
      )}
      <SiteFields form={form} onFinish={(draft) => void add(draft)} />
    </Drawer>
  );
}

interface SiteFieldsProps {
  form: ReturnType<typeof Form.useForm<NewSite>>[0];
  onFinish: (draft: NewSite) => void;
}

function SiteFields({ form, onFinish }: SiteFieldsProps) {
  const say = registryWords.useWords();
  const towns = useQuery({ queryKey: ["towns"], queryFn: () => taken(api.GET("/towns")), staleTime: 300_000 });
  const town = Form.useWatch("town", form)?.trim() ?? "";
  const known = towns.data?.some((one) => one.code === town) === true;
  const required = [{ required: true, whitespace: true, message: say("required") }];
  return (
    <Form<NewSite>
      form={form}
      layout="vertical"
      requiredMark="optional"
      initialValues={{ kind: "construction_project" }}
      onFinish={onFinish}
    >
      <Form.Item name="kind" label={say("kind")} rules={[{ required: true }]}>
        <Radio.Group
          options={[
            { value: "construction_project", label: say("construction_project") },
            { value: "enterprise", label: say("enterprise") },
          ]}
        />
      </Form.Item>
      <Form.Item name="name" label={say("siteName")} rules={required}>
        <Input autoComplete="off" maxLength={60} />
      </Form.Item>
      <Form.Item name="town" label={say("townCode")} extra={say("townCodeHint")} rules={required}>
        <AutoComplete
          options={(towns.data ?? []).map((one) => ({ value: one.code, label: `${one.name} ${one.code}` }))}
          showSearch={{ filterOption: (typed, option) => String(option?.label ?? "").includes(typed) }}
        />
      </Form.Item>
      {/^\d{9}$/.test(town) && !known && (
        <Form.Item name="town_name" label={say("townName")} rules={required}>
          <Input autoComplete="off" maxLength={60} />
        </Form.Item>
      )}
      <Form.Item name="address" label={say("address")}>
        <Input autoComplete="off" maxLength={120} />
      </Form.Item>
    </Form>
  );
}
