/** The component library dressed in the design language. */
import { theme, type ThemeConfig } from "antd";

import { colours, type Scheme } from "@sitewarden/kit/tokens";

/** What a thumb finds, in pixels; a pointer needs less. */
const THUMB = 44;

/** The library's theme for a scheme. `still` leaves motion out for those who ask for less; a phone's targets are larger. */
export function consoleTheme(scheme: Scheme, still: boolean, phone: boolean): ThemeConfig {
  const colour = colours[scheme];
  return {
    algorithm: scheme === "dark" ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: colour.brand,
      colorLink: colour.brand,
      colorInfo: colour.brand,
      colorPrimaryBg: colour["brand-soft"],
      colorInfoBg: colour["brand-soft"],
      colorSuccessBg: colour["clear-soft"],
      colorWarningBg: colour["hold-soft"],
      colorErrorBg: colour["barred-soft"],
      controlItemBgActive: colour["brand-soft"],
      controlItemBgHover: colour.sunken,
      colorSuccess: colour["clear-ink"],
      colorWarning: colour["hold-ink"],
      colorError: colour["barred-ink"],
      colorBgLayout: colour.page,
      colorBgContainer: colour.surface,
      colorBgElevated: colour.surface,
      colorText: colour.text,
      colorTextSecondary: colour.soft,
      colorTextTertiary: colour.soft,
      colorTextDescription: colour.soft,
      colorTextPlaceholder: colour.soft,
      colorBorder: colour.edge,
      colorBorderSecondary: colour.line,
      colorTextLightSolid: colour["on-brand"],
      fontFamily: "var(--sw-font)",
      fontSize: 14,
      controlHeight: phone ? THUMB : 36,
      ...(phone && { controlHeightSM: THUMB, controlInteractiveSize: 18 }),
      borderRadius: 8,
      motion: !still,
      motionDurationFast: "0.08s",
      motionDurationMid: "0.12s",
      motionDurationSlow: "0.18s",
    },
    components: {
      Button: { primaryShadow: "none", defaultShadow: "none", dangerShadow: "none", ...(phone && { paddingInlineSM: 15 }) },
      Tooltip: { colorTextLightSolid: "#ffffff" },
    },
  };
}
