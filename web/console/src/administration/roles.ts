/** The roles of staff, widest reach first. */
export const STAFF_ROLES = [
  "district",
  "town",
  "community",
  "site",
  "contractor",
  "enterprise",
  "system_administrator",
  "security_administrator",
  "auditor",
] as const;

/** The roles that a security administrator makes; the two others come from the command line of the installation. */
export const MADE_HERE = ["site", "contractor", "enterprise", "community", "town", "district", "system_administrator"] as const;
