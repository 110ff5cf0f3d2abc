// "${title}" and %{if} are text here, as they are everywhere else.
export const title = "Thumbnails – größer";
