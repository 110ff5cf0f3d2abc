// Is given the logs of other workers.
export default { tail: (events) => console.log(events.length) };
