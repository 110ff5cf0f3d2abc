package standin

// products lists what the stand-in serves. A new product is a file with a function that returns its value, and a line here.
func products() []product {
	return []product{
		accessProduct("accounts"),
		accessProduct("zones"),
		accountsProduct(),
		d1Product(),
		dnsProduct(),
		dnssecProduct(),
		emailAddressesProduct(),
		emailRulesProduct(),
		emailSettingsProduct(),
		kvProduct(),
		pageRulesProduct(),
		pagesProduct(),
		queuesProduct(),
		r2Product(),
		rulesetsProduct("accounts"),
		rulesetsProduct("zones"),
		tokensProduct(),
		tunnelsProduct(),
		turnstileProduct(),
		workersProduct(),
		workersRoutesProduct(),
		workersServicesProduct(),
		workflowsProduct(),
		zoneSettingsProduct(),
		zonesProduct(),
	}
}
