/** Choosing a town, a community or a site as a field of a form. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Form, Select, type FormInstance } from "antd";
import { useDeferredValue, useState } from "react";

import { api, taken } from "@sitewarden/kit/api";

import { useMe } from "../account/me";
import { useRequired } from "../form/adding-drawer";
import { districtOf, useDivision } from "./divisions";
import { scopeWords } from "./words";

/** One of what lies in a division, found by a part of its name. */
function DivisionSelect({ within, ...field }: { within: string; value?: string; id?: string; onChange?: (code?: string) => void; allowClear?: boolean }) {
  const say = scopeWords.useWords();
  const division = useDivision(within);
  return (
    <Select
      {...field}
      showSearch={{ optionFilterProp: "label" }}
      disabled={within === ""}
      loading={division.isFetching}
      notFoundContent={say(division.isError ? "listFailed" : "noDivision")}
      options={(division.data?.children ?? []).map(({ code, name }) => ({ value: code, label: name }))}
    />
  );
}

/** The field `town`: a code of one of the district's towns. */
export function TownChoice({ form }: { form?: FormInstance }) {
  const say = scopeWords.useWords();
  const required = useRequired();
  const district = districtOf(useMe());
  return (
    <Form.Item name="town" label={say("town")} rules={required}>
      {/* A community of the town before lies in no other. */}
      <DivisionSelect within={district} {...(form && { onChange: () => form.setFieldValue("community", undefined) })} />
    </Form.Item>
  );
}

/** The field `community`: a code of one of a town's communities. */
export function CommunityChoice({ town, optional = false }: { town: string; optional?: boolean }) {
  const say = scopeWords.useWords();
  const required = useRequired();
  return (
    <Form.Item name="community" label={say("community")} extra={say("communityHint")} rules={optional ? [] : required}>
      <DivisionSelect within={town} allowClear={optional} />
    </Form.Item>
  );
}

/** The field `site`: a site's id, found by its name. */
export function SiteChoice({ onChange }: { onChange?: () => void }) {
  const say = scopeWords.useWords();
  const required = useRequired();
  const [typed, setTyped] = useState("");
  const q = useDeferredValue(typed.trim());
  const query = { limit: 50, ...(q && { q }) };
  const sites = useQuery({
    queryKey: ["sites", "choice", query],
    queryFn: () => taken(api.GET("/sites", { params: { query } })),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  return (
    <Form.Item name="site" label={say("site")} rules={required}>
      <Select
        showSearch={{ filterOption: false, onSearch: setTyped }}
        loading={sites.isFetching}
        {...(onChange && { onChange })}
        options={(sites.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      />
    </Form.Item>
  );
}
