/** Who signs in to the demo: the accounts and the password rule of the demo district. */

/** The manager of the site at which the demo's gate stands. */
export const MANAGER = "site-01";

/** The officer of the town that site lies in. */
export const TOWN = "guicheng";

/** The clerk of a labour company at that site. */
export const CLERK = "contractor";

/** The same company's head office. */
export const HEAD_OFFICE = "enterprise";

/** The district's own account. */
export const DISTRICT = "district";

/** Who keeps accounts. */
export const SECURITY = "security";

/** Who keeps sites and gates. */
export const SYSTEM = "system";

/** Who reads the audit log. */
export const AUDITOR = "audit";

/** The password of an account of the demo. */
export function passwordOf(account: string): string {
  return `${account}@nanhai2020`;
}
