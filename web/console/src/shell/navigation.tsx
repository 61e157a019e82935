/** The way between the capabilities: what this account may see, by their words. */
import {
  AlertOutlined,
  ApiOutlined,
  ApartmentOutlined,
  AuditOutlined,
  BankOutlined,
  DiffOutlined,
  EnvironmentOutlined,
  HomeOutlined,
  IdcardOutlined,
  KeyOutlined,
  LaptopOutlined,
  MedicineBoxOutlined,
  SafetyOutlined,
  SwapOutlined,
  TeamOutlined,
  UnorderedListOutlined,
} from "@ant-design/icons";
import type { ComponentType } from "react";
import { NavLink } from "react-router";

import type { Me } from "@sitewarden/kit/api";
import { count } from "@sitewarden/kit/format";

import { shellWords } from "./words";

type Capability =
  | "today"
  | "sites"
  | "workers"
  | "likenesses"
  | "contractors"
  | "rooms"
  | "passages"
  | "alerts"
  | "watchlists"
  | "areas"
  | "profiles"
  | "gates"
  | "integrators"
  | "accounts"
  | "audit"
  | "account";

const icons: Record<Capability, ComponentType<{ "aria-hidden": true }>> = {
  today: HomeOutlined,
  sites: BankOutlined,
  workers: TeamOutlined,
  likenesses: DiffOutlined,
  contractors: ApartmentOutlined,
  rooms: KeyOutlined,
  passages: SwapOutlined,
  alerts: AlertOutlined,
  watchlists: UnorderedListOutlined,
  areas: EnvironmentOutlined,
  profiles: MedicineBoxOutlined,
  gates: LaptopOutlined,
  integrators: ApiOutlined,
  accounts: IdcardOutlined,
  audit: AuditOutlined,
  account: SafetyOutlined,
};

/** What each role finds here; who may do what is the platform's to decide. */
const shown: Readonly<Record<Me["role"], readonly Capability[]>> = {
  district: ["today", "sites", "workers", "likenesses", "contractors", "rooms", "passages", "alerts", "watchlists", "areas", "profiles", "gates", "audit", "account"],
  town: ["today", "sites", "workers", "likenesses", "contractors", "rooms", "passages", "alerts", "areas", "profiles", "audit", "account"],
  community: ["today", "sites", "workers", "likenesses", "contractors", "rooms", "passages", "alerts", "areas", "profiles", "audit", "account"],
  site: ["today", "workers", "likenesses", "contractors", "rooms", "passages", "alerts", "areas", "profiles", "gates", "audit", "account"],
  contractor: ["today", "workers", "contractors", "passages", "account"],
  enterprise: ["today", "sites", "workers", "contractors", "passages", "account"],
  system_administrator: ["sites", "gates", "integrators", "account"],
  security_administrator: ["accounts", "account"],
  auditor: ["audit", "account"],
  worker: [],
  gate: [],
  integrator: [],
};

/** Where a role begins. */
export function firstPage(me: Me): string {
  return `/${shown[me.role][0] ?? "account"}`;
}

export interface NavigationProps {
  me: Me;
  openAlerts: number | undefined;
  onGo?: () => void;
}

export function Navigation({ me, openAlerts, onGo }: NavigationProps) {
  const say = shellWords.useWords();
  return (
    <nav aria-label={say("navigation")}>
      <ul className="side-list">
        {shown[me.role].map((capability) => {
          const Icon = icons[capability];
          return (
            <li key={capability}>
              <NavLink to={`/${capability}`} className="side-link" {...(onGo && { onClick: onGo })}>
                <Icon aria-hidden />
                <span>{say(capability)}</span>
                {capability === "alerts" && openAlerts !== undefined && openAlerts > 0 && (
                  <span className="side-count digits" title={say("openAlerts", { n: count(openAlerts) })}>
                    {openAlerts > 999 ? "999+" : openAlerts}
                  </span>
                )}
              </NavLink>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
