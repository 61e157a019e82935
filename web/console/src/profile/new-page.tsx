/** A disease that nobody has described yet. */
export { NewPage as default } from "./edit-page";
