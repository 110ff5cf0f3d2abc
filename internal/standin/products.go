package standin

// products lists what the stand-in serves. A new product is a file with a function that returns its value, and a line here.
func products() []product {
	return []product{
		accessProduct("accounts"),
		accessProduct("zones"),
		accountsProduct(),
		d1Product(),
		dnsProduct(),
		kvProduct(),
		pagesProduct(),
		queuesProduct(),
		r2Product(),
		tokensProduct(),
		workersProduct(),
		workersRoutesProduct(),
		workersServicesProduct(),
		workflowsProduct(),
		zoneSettingsProduct(),
		zonesProduct(),
	}
}
