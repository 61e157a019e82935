/** Choosing a company as a field of a form: one of those at work at a site, or one of all that are known. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Form, Select } from "antd";
import { useDeferredValue, useState } from "react";

import { api, taken } from "@sitewarden/kit/api";

import { useContractors } from "../contractor/use-contractors";
import { useRequired } from "../form/adding-drawer";
import { scopeWords } from "./words";

/** The field `contractor`: a company at work at the site. */
export function ContractorChoice({ site }: { site: string | undefined }) {
  const say = scopeWords.useWords();
  const required = useRequired();
  const there = useContractors(site ?? "", site !== undefined);
  const atWork = (there.data ?? []).filter((one) => one.ended_on == null);
  return (
    <Form.Item name="contractor" label={say("company")} extra={say("companyHere")} rules={required}>
      <Select
        showSearch={{ optionFilterProp: "label" }}
        disabled={site === undefined}
        loading={there.isFetching}
        notFoundContent={say(there.isError ? "listFailed" : "noCompanyHere")}
        options={atWork.map(({ id, organisation }) => ({ value: id, label: organisation.name }))}
      />
    </Form.Item>
  );
}

/** The field `organisation`: a company that a site belongs to or that is at work somewhere, found by name or code. */
export function OrganisationChoice() {
  const say = scopeWords.useWords();
  const required = useRequired();
  const [typed, setTyped] = useState("");
  const q = useDeferredValue(typed.trim());
  const query = { limit: 50, ...(q && { q }) };
  const known = useQuery({
    queryKey: ["organisations", query],
    queryFn: () => taken(api.GET("/organisations", { params: { query } })),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  return (
    <Form.Item name="organisation" label={say("company")} extra={say("companyAnywhere")} rules={required}>
      <Select
        showSearch={{ filterOption: false, onSearch: setTyped }}
        loading={known.isFetching}
        notFoundContent={say(known.isError ? "listFailed" : "noCompany")}
        options={(known.data?.items ?? []).map(({ id, name, uscc }) => ({ value: id, label: `${name} ${uscc}` }))}
      />
    </Form.Item>
  );
}
